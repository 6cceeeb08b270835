"use strict";

const $ = (id) => document.getElementById(id);
const secret = location.hash.slice(1);

function say(sentence) {
  const end = /[.!?]$/.test(sentence) ? "" : ".";
  $("problem").textContent = sentence ? sentence[0].toUpperCase() + sentence.slice(1) + end : "";
}

function send(path, body) {
  return fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function look() {
  const answer = secret ? await send("/access/link", { secret }) : undefined;
  if (!answer?.ok) {
    $("what").textContent = "This link opens nothing, or no longer. The latest one is in the server's output.";
    $("signIn").hidden = false;
    return;
  }
  const { name } = await answer.json();
  $("what").textContent = name
    ? "Choose a password, and you are in."
    : "Choose a name and a password: you will be the administrator.";
  $("name").value = name;
  $("name").readOnly = name !== "";
  $("form").hidden = false;
  $(name ? "password" : "name").focus();
}

$("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  if ($("password").value !== $("again").value) {
    say("These are two different passwords.");
    return;
  }
  const button = event.submitter;
  button.disabled = true;
  say("");
  try {
    const answer = await send("/access/set-up", { secret, name: $("name").value, password: $("password").value });
    if (answer.ok) {
      location.assign("/graphiql");
      return;
    }
    say((await answer.json()).detail);
  } catch {
    say("The server does not answer.");
  }
  button.disabled = false;
});

look().catch(() => say("The server does not answer."));
