// What the build program puts before the worker.

/** The name of this build. */
declare const BUILD: string;
/** The addresses of its files. */
declare const PUBLISHED: string[];
