// What the page's program offers to `boot.js`; the build program says where it lies.

declare module "preau-wasm" {
  export default function init(options: { module_or_path: string | undefined }): Promise<unknown>;
  export function hydrate(): void;
}
