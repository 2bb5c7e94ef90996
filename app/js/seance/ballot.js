// Dots are given with large buttons where script runs; the number fields stay beneath. Owns: these
// buttons. Does not know: how a ballot is sent.

/** @param {HTMLFormElement} form */
export function addDotButtons(form) {
  /** @type {HTMLElement | null} */
  const list = form.querySelector("[data-dots]");
  if (!list || list.dataset.alive) return;
  list.dataset.alive = "true";
  const most = Number(list.dataset.dots);
  /** @type {HTMLInputElement[]} */
  const inputs = [...list.querySelectorAll("input")];
  const count = () => {
    const given = inputs.reduce((sum, one) => sum + Number(one.value), 0);
    for (const input of inputs) {
      const [less, more] = [...(input.parentElement?.querySelectorAll("button") ?? [])];
      less.disabled = Number(input.value) === 0;
      more.disabled = given >= most;
    }
  };
  /** @type {(input: HTMLInputElement, sign: string, by: number) => HTMLButtonElement} */
  const button = (input, sign, by) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "button ballot-dot", textContent: sign });
    made.setAttribute("aria-label", `${sign} ${input.labels?.[0]?.textContent}`);
    made.addEventListener("click", () => {
      input.value = String(Math.max(0, Number(input.value) + by));
      count();
    });
    return made;
  };
  for (const input of inputs) {
    input.before(button(input, "−", -1));
    input.after(button(input, "+", 1));
    input.addEventListener("input", count);
  }
  count();
}
