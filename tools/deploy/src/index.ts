export { buildArguments, findEngine, pushArguments, type Build, type Engine } from './engine.ts';
export { dockerfileOf, IMAGES, version, type Image } from './images.ts';
export { installNode, nodeOfImages } from './node.ts';
export { lockFor, type Locked, type Manifest } from './lock.ts';
