import { defineDataSet } from './data-set.ts';
import { msg } from '../util/texts.ts';

export const cifar100 = defineDataSet({
  name: 'cifar100',
  title: 'CIFAR-100',
  images: msg('small photographs of 100 kinds'),
  size: 32,
  channels: 3,
  // The fine labels.
  classNames: (
    'apple,aquarium fish,baby,bear,beaver,bed,bee,beetle,bicycle,bottle,bowl,boy,bridge,bus,butterfly,camel,can,castle,' +
    'caterpillar,cattle,chair,chimpanzee,clock,cloud,cockroach,couch,crab,crocodile,cup,dinosaur,dolphin,elephant,' +
    'flatfish,forest,fox,girl,hamster,house,kangaroo,keyboard,lamp,lawn mower,leopard,lion,lizard,lobster,man,maple tree,' +
    'motorcycle,mountain,mouse,mushroom,oak tree,orange,orchid,otter,palm tree,pear,pickup truck,pine tree,plain,plate,' +
    'poppy,porcupine,possum,rabbit,raccoon,ray,road,rocket,rose,sea,seal,shark,shrew,skunk,skyscraper,snail,snake,spider,' +
    'squirrel,streetcar,sunflower,sweet pepper,table,tank,telephone,television,tiger,tractor,train,trout,tulip,turtle,' +
    'wardrobe,whale,willow tree,wolf,woman,worm'
  ).split(','),
  trainExamples: 50_000,
  testExamples: 10_000,
  standardize: 'image',
  origin: {
    kind: 'records',
    // The coarse label (20 classes), then the fine one.
    labelBytes: 2,
    files: [
      { name: 'train', part: 'train', records: 50_000 },
      { name: 'test', part: 'test', records: 10_000 },
    ],
    download: {
      name: 'cifar-100-binary.tar.gz',
      address: 'https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz',
      others: msg('its .bin files'),
      megabytes: 161,
    },
    accept: '.gz,.tgz,.bin',
    names:
      /^((copy of )?(train|test)([ (-][^.]*)?\.bin( ?\(\d+\))?(\.gz)?|(fine|coarse)_label_names\.txt|cifar-100.*\.(tar|tgz|tar\.gz))$/i,
    distinct: true,
    database: 'shuffle-lab-cifar100',
  },
  licence: msg('none stated: given by the user, not distributed with the lab'),
  citation: 'A. Krizhevsky: Learning Multiple Layers of Features from Tiny Images, 2009',
});
