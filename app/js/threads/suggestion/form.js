// Proposing another value for a field or for what a row says. Owns: the form, which the server writes
// for each place. Must not know: which values a field may have.

/**
 * Opens the form for a place. `does`: cancel(), sent(thread), failed(); the address is that of the
 * dossier's proposals. Answers false where nothing can be proposed.
 */
export async function propose(form, address, { section, path }, does) {
  const asked = new URLSearchParams({ rubrique: section, champ: path });
  const answer = await fetch(`${address}/formulaire?${asked}`, { cache: "no-store" }).catch(() => null);
  if (!answer?.ok || answer.redirected) return false;
  form.innerHTML = await answer.text();
  form.hidden = false;
  form.querySelector(".threads-cancel").addEventListener("click", does.cancel);
  const which = form.querySelector("[name=which]");
  which?.addEventListener("change", async () => {
    const other = await propose(form, address, { section, path: which.value }, does);
    if (!other) does.failed();
    else form.querySelector("[name=which]").focus();
  });
  form.onsubmit = (event) => {
    event.preventDefault();
    send(form, address, does);
  };
  (which ?? form.querySelector("[name=value]")).focus();
  return true;
}

async function send(form, address, does) {
  const { section, path } = form.querySelector(".propose-control").dataset;
  const problem = form.querySelector(".field-error");
  const main = form.querySelector(".button-main");
  problem.hidden = true;
  main.disabled = true;
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ of: "value", section, path, values: valuesOf(form), text: form.elements.text.value }),
  }).catch(() => null);
  main.disabled = false;
  if (answer?.ok && !answer.redirected) return does.sent((await answer.json()).id);
  const why = { 403: "forbidden", 404: "forbidden", 409: "later", 422: "same" }[answer?.status] ?? "offline";
  problem.textContent = problem.dataset[why];
  problem.hidden = false;
}

/** As they were typed; several where the field takes several. */
function valuesOf(form) {
  const controls = [...form.querySelectorAll("[name=value]")];
  if (controls[0].type === "checkbox") return controls.filter(({ checked }) => checked).map(({ value }) => value);
  return "lines" in controls[0].dataset ? controls[0].value.split("\n") : [controls[0].value];
}
