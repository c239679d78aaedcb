var facts = form.dataset;
var widget = form.querySelector('.widget');
form.hidden = false;

function run() {
  var api = facts.score === 'recaptcha-enterprise' ? grecaptcha.enterprise : grecaptcha;
  api.ready(function () {
    api.execute(facts.key, {action: facts.action}).then(function (answer) {
      form.elements[facts.field].value = answer;
      form.submit();
    });
  });
}

window.gatehouseSolved = function () {
  form.submit();
};

function load() {
  var script = document.createElement('script');
  script.src = facts.script;
  script.async = true;
  script.onload = function () {
    if (facts.score) run();
    else show('');
  };
  script.onerror = function () {
    if (widget) widget.hidden = true;
    offerRetry(facts.blocked);
  };
  document.head.appendChild(script);
}

if (facts.score && facts.failed) offerRetry('');
else if (isLoop()) offerRetry(facts.cookies);
else load();
