var state = document.getElementById('state');
var form = document.getElementById('answer');
var retry = document.getElementById('retry');

function show(text) {
  state.textContent = text;
}

function offerRetry(text) {
  show(text);
  retry.hidden = false;
}

// A browser that keeps no cookie would come back here for ever.
function isLoop() {
  if (navigator.cookieEnabled === false) return true;
  try {
    var past = JSON.parse(sessionStorage.getItem('gatehouse') || '[]');
    var recent = past.filter(function (at) { return Date.now() - at < 60000; });
    recent.push(Date.now());
    sessionStorage.setItem('gatehouse', JSON.stringify(recent));
    return recent.length > 3;
  } catch (e) {
    return false;
  }
}

document.getElementById('again').addEventListener('click', function () {
  try { sessionStorage.removeItem('gatehouse'); } catch (e) { /* then nothing is counted */ }
  if (form.dataset.again) location.replace(form.dataset.again);
  else location.reload();
});
