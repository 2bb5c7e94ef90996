// The shapes that pass between the files of the panel, and between it and the server.
// Does not know: how any of them is made.

/** A section as a whole, or a field of it. */
export interface Place {
  section: string;
  path?: string;
}

/** What a thread is tied to, as the server wants to be told. */
export interface Anchor extends Place {
  span?: number[][];
  quote?: string;
}

/** Somebody who may hear what is said beside a section. */
export interface Member {
  account: string;
  name: string;
  quality: string;
}

/** What is asked of the server: `do` says what. */
export interface Act {
  do: string;
  thread?: string;
  remark?: string;
  kind?: string;
  place?: Anchor;
  text?: string;
  mentions?: string[];
  to?: string;
  due?: string;
}

/** What one writes in the box. */
export interface RemarkText {
  text: string;
  mentions?: string[];
}

/** What parts of the panel ask of it. */
export interface PanelActs {
  /** Answers when it is done or has failed. */
  send(act: Act): Promise<void>;
  cancel(): void;
  members(section: string): Promise<Member[]>;
  /** Where another value is suggested. */
  instead(section: string, path: string): void;
}

/** What is decided of all that is suggested in a section. */
export interface Decision {
  section: string;
  accept: boolean;
  text: string;
}

export interface Outcome {
  decided: number;
  left: string[];
}

/** A suggestion for the value of a place: what becomes of the form. */
export interface FormActs {
  cancel(): void;
  sent(thread: string): void;
  failed(): void;
}
