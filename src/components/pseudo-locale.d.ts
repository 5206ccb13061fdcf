declare module 'virtual:pseudo-locale' {
  export const templates: Readonly<Record<string, import('@lit/localize/internal/types.js').TemplateLike>>;
}
