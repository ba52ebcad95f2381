// What pages do beyond links, forms and HTMX. Everything here has a plain way that works without it.
"use strict";

// A button with data-dialog opens that <dialog>; without a script it submits its form at once.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-dialog]");
  if (button) {
    const dialog = document.getElementById(button.dataset.dialog);
    if (dialog && typeof dialog.showModal === "function") {
      event.preventDefault();
      dialog.showModal();
    }
    return;
  }
  const close = event.target.closest("[data-close]");
  if (close) {
    event.preventDefault();
    close.closest("dialog").close();
  }
});

// A select with data-goes submits its form when another value is chosen.
document.addEventListener("change", (event) => {
  const field = event.target.closest("[data-goes]");
  if (field && field.form) {
    field.form.requestSubmit();
  }
});
