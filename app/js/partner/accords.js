// The lines of accords de principe in the head of an open dossier, asked for again when they may be
// others: one was given or withdrawn, what it is about has moved, nobody listened for a while.
// Must not know: what they say, the socket, which leaves what it hears at `data-told` of the page.

const page = document.documentElement;
let asking = Promise.resolve();

async function ask(place) {
  try {
    const answer = await fetch(`${location.pathname.replace(/\/$/, "")}/accords`, { cache: "no-store" });
    if (!answer.ok || answer.redirected) return;
    const fresh = document.createElement("div");
    fresh.innerHTML = await answer.text();
    if (fresh.innerHTML !== place.innerHTML) place.replaceChildren(...fresh.childNodes);
  } catch {
    // No network: it is asked again with the next connection.
  }
}

export function watchAccords() {
  const place = document.querySelector(".accords-place");
  const hear = () => {
    const { accords, moved } = JSON.parse(page.dataset.told || '{"accords":true}');
    // What has moved matters where something was agreed, to who looks.
    const agreed = place.querySelector("li:not(:has(a))") && !document.hidden;
    if (accords || (moved && agreed)) asking = asking.then(() => ask(place));
  };
  new MutationObserver(hear).observe(page, { attributeFilter: ["data-told"] });
  if ("told" in page.dataset) hear();
}
