/* The little that htmx does not do: CSRF token, focus after a swap, confirmations, closing messages, the service worker. */
"use strict";

(() => {
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value;

  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token();
  });

  /* After a swap: the keyboard goes where the page says, the news is read out, the basket's count is right. What was
     swapped is the event's element or, for what was added to a list, the last one inside it. */
  const swapped = (target, name) => (target.matches?.(name) ? target : [...(target.querySelectorAll?.(name) ?? [])].at(-1));
  document.addEventListener("htmx:afterSettle", (event) => {
    const target = event.detail.elt;
    swapped(target, "[data-focus]")?.focus();
    const news = swapped(target, "[data-announce]");
    if (news) document.getElementById("announce").textContent = news.textContent;
    const counted = swapped(target, "[data-basket-count]");
    if (!counted) return;
    for (const badge of document.querySelectorAll("[data-basket-badge]")) {
      badge.lastElementChild.textContent = counted.dataset.basketCount;
      badge.hidden = counted.dataset.basketCount === "0";
    }
  });

  /* A whole page that came back with errors: keyboard and screen reader begin at the summary, whose links lead on. */
  document.getElementById("error-summary")?.focus();

  const say = (text) => {
    const message = document.getElementById("message-template").content.cloneNode(true);
    message.querySelector("p").textContent = text;
    document.getElementById("messages").append(message);
  };
  document.addEventListener("htmx:sendError", () => say(document.body.dataset.offline));
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status !== 422) say(document.body.dataset.failed);
  });

  document.addEventListener("click", (event) => {
    const close = event.target.closest("[data-close]");
    if (close) close.closest(close.dataset.close)?.remove();
    const opener = event.target.closest("[data-dialog]");
    if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
  });

  /* <form data-confirm="Wirklich löschen?" data-confirm-button="Löschen"> asks before it is sent. */
  const confirmed = new WeakSet();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset.confirm || confirmed.delete(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const dialog = document.getElementById("confirm");
    dialog.querySelector("[data-question]").textContent = form.dataset.confirm;
    dialog.querySelector("[value=yes]").textContent = form.dataset.confirmButton || dialog.dataset.yes;
    dialog.returnValue = "";
    dialog.addEventListener("close", () => {
      if (dialog.returnValue !== "yes") return;
      confirmed.add(form);
      form.requestSubmit(event.submitter);
    }, { once: true });
    dialog.showModal();
  }, true);

  /* Selects and choices that act at once: <form data-autosubmit>. Their button is for people without scripts. */
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-autosubmit]");
    if (form) form.requestSubmit();
  });

  /* [data-step="1"] beside a number field. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (!button) return;
    const input = button.parentElement.querySelector("input");
    const before = input.value;
    if (button.dataset.step > 0) input.stepUp(); else input.stepDown();
    if (input.value !== before) input.dispatchEvent(new Event("change", { bubbles: true }));
  });

  /* A search address carries only what was asked. */
  document.addEventListener("formdata", (event) => {
    if (event.target.method !== "get") return;
    for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
  });

  document.querySelectorAll("[data-print]").forEach((each) => each.addEventListener("click", () => window.print()));
  document.documentElement.classList.add("has-script");
  if ("serviceWorker" in navigator && document.body.dataset.worker) navigator.serviceWorker.register(document.body.dataset.worker);
})();
