var box = document.getElementById('work');
var bar = document.getElementById('bar');
var share = document.getElementById('share');
var facts = box.dataset;
var rounds = Number(facts.rounds);
var solution = new Array(rounds);
var solved = 0;
var next = 0;
var workers = [];

// Runs in a worker where there is one: it is handed over as text, so it knows nothing around it.
function solver(scope) {
  var K = new Int32Array(64);
  var START = new Int32Array(8);
  var W = new Int32Array(64);

  // The constants of SHA-256 (FIPS 180-4): bits of the roots of the first primes.
  function fraction(x) {
    return ((x - Math.floor(x)) * 4294967296) | 0;
  }
  for (var n = 2, found = 0; found < 64; n++) {
    var prime = true;
    for (var d = 2; d * d <= n; d++) {
      if (n % d === 0) prime = false;
    }
    if (prime) {
      if (found < 8) START[found] = fraction(Math.sqrt(n));
      K[found++] = fraction(Math.cbrt(n));
    }
  }

  // The first 32 bits of the hash of six words.
  function hash(words, number) {
    var i, x, y, t, u;
    for (i = 0; i < 5; i++) W[i] = words[i];
    W[5] = number;
    W[6] = 0x80000000 | 0;
    for (i = 7; i < 15; i++) W[i] = 0;
    W[15] = 192;
    for (i = 16; i < 64; i++) {
      x = W[i - 15];
      y = W[i - 2];
      W[i] = (W[i - 16] + W[i - 7] +
        ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ (x >>> 3)) +
        ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ (y >>> 10))) | 0;
    }
    var a = START[0], b = START[1], c = START[2], e0 = START[3];
    var e = START[4], f = START[5], g = START[6], h = START[7];
    for (i = 0; i < 64; i++) {
      t = (h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) +
        ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
      u = (((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) +
        ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (e0 + t) | 0;
      e0 = c; c = b; b = a; a = (t + u) | 0;
    }
    return (a + START[0]) | 0;
  }

  // Looks for a number from one on; -1 if there is none among the next `count`.
  scope.search = function (words, bits, from, count) {
    var shift = 32 - bits;
    for (var number = from; number < from + count; number++) {
      if (hash(words, number | 0) >>> shift === 0) return number;
    }
    return -1;
  };

  scope.onmessage = function (event) {
    var task = event.data;
    var from = 0, number;
    while ((number = scope.search(task.words, task.bits, from, 4096)) < 0) from += 4096;
    scope.postMessage({round: task.round, number: number});
  };
}

function task(round) {
  var words = [];
  for (var i = 0; i < 4; i++) words.push(parseInt(facts.nonce.substr(8 * i, 8), 16) | 0);
  words.push(round);
  return {words: words, bits: Number(facts.bits), round: round};
}

function fail(text) {
  workers.forEach(function (worker) { worker.terminate(); });
  offerRetry(text);
}

function take(answer) {
  solution[answer.round] = answer.number;
  solved++;
  bar.value = solved;
  share.textContent = Math.round(100 * solved / rounds) + '\u00a0%';
  if (solved === rounds) send();
}

function startWorkers() {
  var source = '(' + solver + ')(self)';
  var url = URL.createObjectURL(new Blob([source], {type: 'text/javascript'}));
  var count = Math.max(1, Math.min(navigator.hardwareConcurrency || 2, 4, rounds));
  for (var i = 0; i < count; i++) {
    var worker = new Worker(url);
    worker.onmessage = function (event) {
      take(event.data);
      if (next < rounds) this.postMessage(task(next++));
    };
    worker.onerror = startHere;
    workers.push(worker);
  }
  workers.forEach(function (worker) { worker.postMessage(task(next++)); });
}

// Where no worker can be had: a little at a time, so that the page stays alive.
var here = false;
function startHere() {
  if (here) return;
  here = true;
  workers.forEach(function (worker) { worker.terminate(); });
  var scope = {};
  solver(scope);
  var open = [];
  for (var round = 0; round < rounds; round++) if (solution[round] === undefined) open.push(round);
  var from = 0;
  (function some() {
    var until = Date.now() + 25;
    while (open.length && Date.now() < until) {
      var now = task(open[0]);
      var number = scope.search(now.words, now.bits, from, 512);
      from += 512;
      if (number >= 0) {
        from = 0;
        open.shift();
        take({round: now.round, number: number});
      }
    }
    if (open.length) setTimeout(some, 0);
  })();
}

function send() {
  workers.forEach(function (worker) { worker.terminate(); });
  show(facts.done);
  form.elements.solution.value = solution.join('.');
  if (!window.fetch) return form.submit();
  fetch(form.action, {
    method: 'POST',
    credentials: 'same-origin',
    headers: {Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded'},
    body: 'token=' + encodeURIComponent(form.elements.token.value) +
      '&solution=' + form.elements.solution.value
  }).then(function (answer) {
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  }).then(function (answer) {
    // The same page is loaded anew, so that its #fragment and the history stay as they are.
    if (facts.here) location.reload();
    else location.replace(answer.return);
  }).catch(function () { fail(facts.failed); });
}

box.hidden = false;
bar.max = rounds;
if (isLoop()) {
  fail(facts.cookies);
} else {
  try {
    startWorkers();
  } catch (e) {
    startHere();
  }
}
