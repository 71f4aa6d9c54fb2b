/* Calls of the gateway by the person who is signed in: a ticket for minutes, kept in memory. */
(function () {
  "use strict";

  var script = document.currentScript;
  var admin = location.pathname.split("/").slice(0, 2).join("/");
  var ticket = null;
  var ends = 0;

  function token() {
    if (ticket && Date.now() < ends) { return Promise.resolve(ticket); }
    return fetch(admin + "/ticket", { method: "POST", headers: { "X-Console": "1" }, credentials: "same-origin" })
      .then(function (answer) {
        if (!answer.ok || answer.redirected) { throw new Error("You are signed out. Sign in again."); }
        return answer.json();
      })
      .then(function (said) {
        ticket = said.token;
        ends = Date.now() + (said.seconds - 120) * 1000;
        return ticket;
      });
  }

  function call(path, options) {
    return token().then(function (key) {
      var all = Object.assign({}, options);
      all.headers = Object.assign({ Authorization: "Bearer " + key }, all.headers || {});
      all.credentials = "omit";
      return fetch(path, all);
    });
  }

  function post(path, body, signal) {
    return call(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal: signal });
  }

  function failure(answer) {
    return answer.text().then(function (text) {
      try {
        var error = JSON.parse(text).error;
        return new Error(answer.status + ": " + (error.message || text));
      } catch (notJson) {
        return new Error(answer.status + ": " + text.slice(0, 300));
      }
    });
  }

  /* The root span of a trace, once it is stored; a busy gateway stores later. */
  function root(traceId, until) {
    return post("/api/svc/v1/spans/query", { traceIds: [traceId], parentSpanIds: [""], limit: 1 })
      .then(function (answer) { return answer.ok ? answer.json() : { data: [] }; })
      .then(function (found) {
        if (found.data && found.data.length) { return found.data[0]; }
        if (Date.now() > until) { return null; }
        return new Promise(function (resolve) { setTimeout(resolve, 600); }).then(function () { return root(traceId, until); });
      });
  }

  function attribute(span, name) {
    var all = span.attributes || span.spanAttributes || {};
    return all[name];
  }

  function money(dollars) {
    if (dollars === undefined || dollars === null) { return "unknown"; }
    if (dollars === 0) { return "$0"; }
    if (dollars < 0.01) { return "$" + Number(dollars.toPrecision(3)); }
    return "$" + dollars.toFixed(4).replace(/(\.\d\d\d*?)0+$/, "$1");
  }

  function traceAddress(traceId) { return admin + "/traces/" + traceId; }

  window.gateway = { call: call, post: post, failure: failure, root: root, attribute: attribute, money: money,
    traceAddress: traceAddress, admin: admin, script: script };
})();
