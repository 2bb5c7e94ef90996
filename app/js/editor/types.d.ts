// The shapes that pass between the files of the editor.
// Does not know: how any of them is made.

import type { Node } from "prosemirror-model";

/** Attributes of words and lines, by their Quill names. */
export type Attributes = Record<string, unknown>;

/** One step of a change of the flat text; a `retain` counts UTF-16 units. */
export interface FlatOp {
  insert?: string | Record<string, unknown>;
  retain?: number;
  delete?: number;
  attributes?: Attributes;
}

export type ListKind = "bullet" | "ordered";

/** What kind of line one is. */
export interface Format extends Attributes {
  list?: ListKind;
  indent?: number;
  header?: number;
  blockquote?: true;
}

/** A line of the text; its "\n" is the last of `size` characters. */
export interface Line {
  start: number;
  size: number;
  format: Format;
}

/** Flat offsets, `to` excluded. */
export interface Stretch {
  from: number;
  to: number;
}

/** A selection in flat offsets. */
export interface FlatSelection extends Stretch {
  anchor: number;
  head: number;
}

/** A passage that is spoken about. */
export interface Passage extends Stretch {
  id: string;
  kind: string;
}

/** Another person in the same text. */
export interface Person {
  id: string;
  name: string;
  colour: number;
  anchor: number;
  head: number;
}

/** The words that the page gives the editor, by name. */
export type Texts = (name: string) => string;

/** Something that changes the text, or says whether it would. */
export type { Command } from "prosemirror-state";

export type See = (textblock: Node, format: Format) => void;

/** What the page makes an editor with. The callbacks are wasm's. */
export interface Options {
  delta: string;
  readonly?: boolean;
  label: string;
  describedBy?: string;
  texts?: Record<string, string>;
  section?: string;
  /** The path of the text that changes may be suggested for. */
  suggestFor?: string;
  onChange?(ops: string): void;
  onSelect?(anchor: number, head: number): void;
  onFocus?(): void;
  onPassage?(thread: string | undefined): void;
  onComment?(): void;
  onUndo?(): void;
  onRedo?(): void;
  onSuggest?(kept: Uint8Array): void;
  onDraft?(): Uint8Array;
  onSuggestEnd?(): void;
  onTooLong?(length: number): void;
}

/** What the toolbar and the keys can ask of the editor. */
export interface Actions {
  undo(): void;
  redo(): void;
  state(): import("prosemirror-state").EditorState;
  run(command: import("prosemirror-state").Command): void;
  openLink(): void;
  focusToolbar(): void;
  focusText(): void;
  suggest(): void;
  isSuggesting(): boolean;
  announceLevel(level: number): void;
}
