"use strict";

const $ = (id) => document.getElementById(id);
const reasons = {
  "#failed": "The identity provider did not let you in.",
  "#norole": "The identity provider knows you, but gives you no role here.",
};
const localHosts = ["localhost", "127.0.0.1", "[::1]"];

function say(sentence) {
  const end = /[.!?]$/.test(sentence) ? "" : ".";
  $("problem").textContent = sentence ? sentence[0].toUpperCase() + sentence.slice(1) + end : "";
}

say(reasons[location.hash] ?? "");
if (location.protocol === "http:" && !localHosts.includes(location.hostname)) {
  say("This page came unencrypted, so your browser will not stay signed in. Open it by https, or on this machine.");
}

fetch("/access/providers").then((answer) => answer.json()).then((providers) => {
  for (const provider of providers) {
    const link = document.createElement("a");
    link.className = "button";
    link.href = provider.path;
    link.textContent = "Sign in with " + provider.name;
    $("providers").append(link);
  }
});

$("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = event.submitter;
  button.disabled = true;
  say("");
  try {
    const said = { name: $("name").value, password: $("password").value };
    if (!$("change").hidden) {
      said.newPassword = $("newPassword").value;
    }
    const answer = await fetch("/access/sign-in", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(said),
    });
    if (answer.ok) {
      location.assign("/graphiql");
      return;
    }
    say((await answer.json()).detail);
    if (answer.status === 409) {
      $("change").hidden = false;
      $("newPassword").required = true;
      $("newPassword").focus();
    }
  } catch {
    say("The server does not answer.");
  }
  button.disabled = false;
});
