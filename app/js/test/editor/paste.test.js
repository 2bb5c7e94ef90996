// What comes of a paste: through the schema, links to the web and mailboxes only, Word made plain.

import { open, window } from "../support/page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { docToDelta } from "../../editor/flat.js";
import { isSafeLink, linkFromTyped } from "../../editor/links.js";
import { LONGEST_PASTE } from "../../editor/paste.js";

const blocks = (view) => view.state.doc.toString().slice(4, -1);

function pasted(html, ops = [{ insert: "\n" }]) {
  const { view, calls } = open(ops);
  pasteEvent(view, { "text/html": html });
  return { view, calls, text: blocks(view), ops: docToDelta(view.state.doc).ops };
}

function pasteEvent(view, data, files = []) {
  const event = new window.Event("paste", { bubbles: true, cancelable: true });
  event.clipboardData = { getData: (type) => data[type] ?? "", files };
  view.dom.dispatchEvent(event);
  return event.defaultPrevented;
}

test("only links to the web and to mailboxes come in", () => {
  const html = `<p><a href="https://a.example/x">un</a> <a href="mailto:a@b.example">deux</a>
    <a href="javascript:alert(1)">trois</a> <a href=" java\nscript:alert(1)">quatre</a>
    <a href="data:text/html,x">cinq</a> <a href="/local">six</a></p>`;
  const links = pasted(html)
    .ops.filter(({ attributes }) => attributes?.link)
    .map((op) => op.attributes.link);
  assert.deepEqual(links, ["https://a.example/x", "mailto:a@b.example"]);
});

test("a hostile link in the text itself is never shown as one", () => {
  const { host } = open([
    { insert: "x", attributes: { link: "javascript:alert(1)" } },
    { insert: "\n" },
  ]);
  assert.equal(host.querySelector("a"), null);
});

test("images, scripts and styles stay outside", () => {
  const html = `<style>p{}</style><script>alert(1)</script><p onclick="x()">avant
    <img src="data:image/png;base64,AAAA" onerror="alert(1)" alt="photo"> après</p><iframe src="x"></iframe>`;
  const { view, text } = pasted(html);
  assert.equal(text, 'paragraph("avant après")');
  assert.equal(view.dom.querySelector("img, script, iframe, [onclick]"), null);
});

test("Word's lists become lists, its empty lines vanish", () => {
  const item = (level, marker, words) =>
    `<p class=MsoListParagraph style='margin-left:36.0pt;text-indent:-18.0pt;mso-list:l0 level${level} lfo1'>` +
    `<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>${marker}` +
    `<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>${words}<o:p></o:p></p>`;
  const html = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {}</style></head>
    <body><!--StartFragment--><h1>Constats<o:p></o:p></h1>
    <p class=MsoNormal><b><span style='mso-bidi-font-size:11pt'>Le</span></b> préau<o:p></o:p></p>
    <p class=MsoNormal><o:p>&nbsp;</o:p></p>
    ${item(1, "·", "un")}${item(2, "o", "un bis")}${item(1, "·", "deux")}
    <p class=MsoNormal>Puis<o:p></o:p></p>${item(1, "1.", "premier")}${item(1, "2.", "second")}<!--EndFragment--></body></html>`;
  assert.equal(
    pasted(html).text,
    'heading("Constats"), paragraph(bold("Le"), " préau"), bullet_list(list_item(paragraph("un"), ' +
      'bullet_list(list_item(paragraph("un bis")))), list_item(paragraph("deux"))), paragraph("Puis"), ' +
      'ordered_list(list_item(paragraph("premier")), list_item(paragraph("second")))',
  );
});

test("LibreOffice's paragraphs and lists come in clean", () => {
  const html = `<meta http-equiv="content-type" content="text/html; charset=utf-8"/>
    <p style="line-height: 100%; margin-bottom: 0cm"><font face="Arial"><i>Un</i></font></p>
    <ul><li><p style="margin-bottom: 0cm">deux</p></li><li><p>trois</p><ol><li><p>quatre</p></li></ol></li></ul>`;
  assert.equal(
    pasted(html).text,
    'paragraph(italic("Un")), bullet_list(list_item(paragraph("deux")), list_item(paragraph("trois"), ' +
      'ordered_list(list_item(paragraph("quatre")))))',
  );
});

test("formats said in styles are kept, Google Docs' wrapper makes nothing bold", () => {
  const html = `<b style="font-weight:normal;"><p><span style="font-weight:400">un </span><span style="font-weight:700">deux</span></p></b>`;
  assert.equal(pasted(html).text, 'paragraph("un ", bold("deux"))');
  assert.equal(
    pasted(
      '<h1><span style="font-weight: bold">T</span></h1><p style="font-style:italic">a <b>style="x"</b></p>',
    ).text,
    'heading("T"), paragraph(italic("a "), bold(italic("style=\\"x\\"")))',
  );
});

test("quotations, line breaks, headings in items and tables find a shape", () => {
  assert.equal(
    pasted("<blockquote><p>un</p><p>deux</p></blockquote>").text,
    'blockquote("un"), blockquote("deux")',
  );
  assert.equal(pasted("<p>un<br>deux</p>").text, 'paragraph("un"), paragraph("deux")');
  assert.equal(
    pasted("<ul><li><h2>un</h2></li><li>deux<br>trois</li></ul>").text,
    'bullet_list(list_item(paragraph("un")), list_item(paragraph("deux")), list_item(paragraph("trois")))',
  );
  assert.equal(
    pasted("<table><tr><td>un</td><td>deux</td></tr></table>").text,
    'paragraph("un"), paragraph("deux")',
  );
});

test("plain text gives a paragraph a line, blank lines none", () => {
  const { view } = open([{ insert: "\n" }]);
  pasteEvent(view, { "text/plain": "un\r\n\r\ndeux\ntrois" });
  assert.equal(blocks(view), 'paragraph("un"), paragraph("deux"), paragraph("trois")');
});

test("what is pasted is sent as one insertion at the caret", () => {
  const { view, calls } = open([{ insert: "ab\n" }]);
  view.dispatch(
    view.state.tr.setSelection(view.state.selection.constructor.create(view.state.doc, 2)),
  );
  pasteEvent(view, { "text/html": "<p>un</p><p><b>deux</b></p>" });
  assert.deepEqual(calls.changes, [
    [{ retain: 1 }, { insert: "un\n" }, { insert: "deux", attributes: { bold: true } }],
  ]);
});

test("a paste that is too long is refused and changes nothing", () => {
  const long = "x".repeat(LONGEST_PASTE + 1);
  const { view, calls } = open([{ insert: "a\n" }]);
  assert.ok(pasteEvent(view, { "text/plain": long }), "the browser does not paste it either");
  assert.ok(pasteEvent(view, { "text/html": `<p>${long}</p>` }));
  assert.deepEqual(calls.tooLong, [LONGEST_PASTE + 1, LONGEST_PASTE + 1]);
  assert.deepEqual(calls.changes, []);
  assert.ok(pasteEvent(view, { "text/plain": "x".repeat(LONGEST_PASTE) }));
  assert.equal(calls.changes.length, 1);
});

test("a picture on the clipboard is not pasted", () => {
  const { view, calls } = open([{ insert: "a\n" }]);
  assert.ok(pasteEvent(view, {}, [{ type: "image/png" }]));
  assert.deepEqual(calls.changes, []);
});

test("what a person types for an address", () => {
  const cases = {
    "ecole.example/page": "https://ecole.example/page",
    " https://a.example ": "https://a.example",
    "claire@demo.example": "mailto:claire@demo.example",
    "mailto:claire@demo.example": "mailto:claire@demo.example",
    "localhost:3000": null,
    "javascript:alert(1)": null,
    "ftp://a.example": null,
    "deux mots.example": null,
    "https://": null,
    mot: null,
    "": null,
  };
  for (const [typed, expected] of Object.entries(cases))
    assert.equal(linkFromTyped(typed), expected, typed);
  assert.ok(!isSafeLink(`https://a.example/${"x".repeat(2_000)}`));
});
