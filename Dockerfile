# The site in nginx: docker build -t shuffle-lab . && docker run --rm -p 8080:8080 shuffle-lab
FROM node:22-slim AS build
WORKDIR /lab
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build

FROM nginx:stable-alpine
RUN rm /etc/nginx/conf.d/default.conf
COPY docs/hosting/nginx.conf /etc/nginx/conf.d/shuffle-lab.conf
COPY --from=build /lab/dist /srv/shuffle-lab
EXPOSE 8080
