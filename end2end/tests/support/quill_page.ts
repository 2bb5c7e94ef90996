// A page of somebody else's: Quill over one rich text of a section, bound by `y-quill`, as its own
// documentation has it. Runs in the browser; bundled and served by quill.ts, beside it.
import Quill from 'quill';
import QuillCursors from 'quill-cursors';
import 'quill/dist/quill.core.css';
import { QuillBinding } from 'y-quill';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

const asked = new URLSearchParams(location.search);
const wanted = (name: string): string => {
  const value = asked.get(name);
  if (value === null) throw new Error(`the address lacks ${name}`);
  return value;
};

Quill.register('modules/cursors', QuillCursors);
const quill = new Quill('#text', {
  // What a text of Préau can have; Quill then offers nothing that would not be kept.
  formats: ['bold', 'italic', 'link', 'header', 'list', 'indent', 'blockquote'],
  modules: { cursors: true, toolbar: '#tools', history: { userOnly: true } },
  readOnly: true,
});

const doc = new Y.Doc();
const place = `${location.origin.replace(/^http/, 'ws')}/sync/${wanted('dossier')}`;
// Pages of one browser would hear each other without the server.
const provider = new WebsocketProvider(place, wanted('section'), doc, { disableBc: true });
provider.once('sync', () => {
  // An empty editor has a line feed of its own; the text has brought one by now.
  new QuillBinding(doc.getText(wanted('text')), quill, provider.awareness);
  quill.enable();
});
