/* The models page: one small call to a model, and the provider's own list. */
(function () {
  "use strict";

  var g = window.gateway;

  var TESTS = {
    "chat": function (model) { return ["/v1/chat/completions", { model: model, max_tokens: 16, messages: [{ role: "user", content: "Answer with the word: ready" }] }]; },
    "embedding": function (model) { return ["/v1/embeddings", { model: model, input: "ready" }]; },
    "rerank": function (model) { return ["/v1/rerank", { model: model, query: "ready", documents: ["ready", "steady"] }]; },
    "moderation": function (model) { return ["/v1/moderations", { model: model, input: "ready" }]; },
    "text-to-speech": function (model) { return ["/v1/audio/speech", { model: model, input: "Ready.", voice: "alloy" }]; },
    "image": function (model) { return ["/v1/images/generations", { model: model, prompt: "a dot", n: 1 }]; }
  };

  function say(place, kind, text, traceId) {
    place.textContent = "";
    var tag = document.createElement(traceId ? "a" : "span");
    tag.className = "tag " + kind;
    tag.textContent = text;
    tag.title = text;
    if (traceId) { tag.href = g.traceAddress(traceId); }
    place.appendChild(tag);
  }

  function test(button) {
    var make = TESTS[button.dataset.testType];
    var place = button.parentElement.querySelector(".try-result");
    if (!make) { say(place, "warn", "needs a file"); return; }
    var request = make(button.dataset.testModel);
    var began = performance.now();
    button.disabled = true;
    say(place, "", "asking");
    var traceId = null;
    g.post(request[0], request[1])
      .then(function (answer) {
        traceId = answer.headers.get("x-tfy-trace-id");
        if (!answer.ok) { return g.failure(answer).then(function (error) { throw error; }); }
        return answer.blob();
      })
      .then(function () { say(place, "ok", "works, " + Math.round(performance.now() - began) + " ms", traceId); })
      .catch(function (error) { say(place, "bad", error.message, traceId); })
      .finally(function () { button.disabled = false; });
  }

  var dialog = document.getElementById("import");
  var account = null;

  function state(text) { document.getElementById("import-state").textContent = text; }

  function listPath(provider) {
    if (provider === "google-gemini") { return "v1beta/models?pageSize=1000"; }
    if (provider === "anthropic") { return "v1/models?limit=1000"; }
    if (provider === "cohere") { return "v1/models?page_size=1000"; }
    return "models";
  }

  function show(ids) {
    var list = document.getElementById("import-list");
    list.textContent = "";
    ids.forEach(function (id) {
      var row = document.createElement("li");
      var label = document.createElement("label");
      label.className = "choice";
      var box = document.createElement("input");
      box.type = "checkbox";
      box.value = id;
      var name = document.createElement("span");
      name.className = "mono";
      name.textContent = id;
      label.append(box, name);
      row.appendChild(label);
      list.appendChild(row);
    });
    state(ids.length + " models. Those the account has already are not added twice.");
  }

  function open(button) {
    account = button.dataset.import;
    document.getElementById("import-list").textContent = "";
    document.getElementById("import-filter").value = "";
    state("Asking " + account + " …");
    dialog.showModal();
    g.call("/proxy/" + encodeURIComponent(account) + "/" + listPath(button.dataset.provider), { headers: { Accept: "application/json" } })
      .then(function (answer) {
        if (!answer.ok) { return g.failure(answer).then(function (error) { throw error; }); }
        return answer.json();
      })
      .then(function (said) {
        var all = said.data || said.models || [];
        show(all.map(function (model) { return model.id || model.name; }).filter(Boolean).sort());
      })
      .catch(function (error) { state(error.message); });
  }

  document.addEventListener("click", function (event) {
    var tester = event.target.closest("[data-test-model]");
    if (tester) { test(tester); return; }
    var importer = event.target.closest("[data-import]");
    if (importer) { open(importer); return; }
    if (event.target.closest("#import-add")) {
      var ids = Array.prototype.map.call(dialog.querySelectorAll("#import-list input:checked"), function (box) { return box.value; });
      if (!ids.length) { state("Choose at least one."); return; }
      location.href = g.admin + "/account?name=" + encodeURIComponent(account) + "&add=" + encodeURIComponent(ids.join(","));
    }
  });

  document.addEventListener("input", function (event) {
    if (event.target.id !== "import-filter") { return; }
    var wanted = event.target.value.toLowerCase();
    document.querySelectorAll("#import-list li").forEach(function (row) { row.hidden = row.textContent.toLowerCase().indexOf(wanted) < 0; });
  });
})();
