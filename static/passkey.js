// Passkeys at the desks: asks this service for a challenge, the browser for an answer, and sends the answer back.
//
// A box says what it is for (data-passkey: new, enter or prove) and where its question and answer go (data-ask, data-answer), and
// holds what to say when it does not work. Its button is hidden until this file shows it: nobody sees a button that does nothing.
'use strict';

/** Bytes of base64url, and back. */
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (sign) => sign.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');

/** What the visitor is told. */
class Said extends Error {}

/** Posts JSON to us; whoever is no longer signed in is taken to where that is done. */
async function post(address, body) {
  const answer = await fetch(address, {
    method: 'POST', redirect: 'manual', headers: { accept: 'application/json', 'content-type': 'application/json' }, body: JSON.stringify(body),
  });
  if (answer.type === 'opaqueredirect') {
    location.reload();
    return new Promise(() => {});
  }
  const read = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Said(answer.status < 500 && read.code !== 'not_understood' ? read.detail : '');
  return read;
}

/** The lists of passkeys that a question names, with their ids as bytes. */
const named = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

/** What the browser made or showed, as WebAuthn writes it in JSON (older browsers cannot). */
function written(credential) {
  const { response } = credential;
  const parts = { clientDataJSON: text(response.clientDataJSON) };
  if (response.attestationObject) {
    parts.attestationObject = text(response.attestationObject);
    parts.transports = response.getTransports?.() ?? [];
  } else {
    parts.authenticatorData = text(response.authenticatorData);
    parts.signature = text(response.signature);
    if (response.userHandle?.byteLength) parts.userHandle = text(response.userHandle);
  }
  const written = { id: credential.id, rawId: text(credential.rawId), type: credential.type, response: parts, clientExtensionResults: {} };
  if (credential.authenticatorAttachment) written.authenticatorAttachment = credential.authenticatorAttachment;
  return written;
}

async function make(question) {
  const publicKey = { ...question, challenge: bytes(question.challenge), excludeCredentials: named(question.excludeCredentials) };
  publicKey.user = { ...question.user, id: bytes(question.user.id) };
  return written(await navigator.credentials.create({ publicKey }));
}

async function show(question) {
  const publicKey = { ...question, challenge: bytes(question.challenge), allowCredentials: named(question.allowCredentials) };
  return written(await navigator.credentials.get({ publicKey }));
}

async function run(box) {
  const { passkey: kind, ask, answer, way } = box.dataset;
  const question = await post(ask, {});
  if (kind === 'new') {
    const passkey = await make(question);
    const { to } = await post(answer, { passkey, nama: box.querySelector('[name="nama"]').value });
    location.assign(to);
  } else if (kind === 'enter') {
    const { to } = await post(answer, { passkey: await show(question), ke: way });
    location.assign(to);
  } else {
    box.querySelector('[name="bukti"]').value = JSON.stringify(await show(question));
    box.closest('form').submit();
  }
}

/** What went wrong, in the words of the page. */
function why(error, says) {
  if (error instanceof Said && error.message) return error.message;
  if (error.name === 'InvalidStateError') return says.known;
  if (error.name === 'SecurityError') return says.elsewhere;
  return ['NotAllowedError', 'AbortError'].includes(error.name) ? says.cancelled : says.failed;
}

for (const box of document.querySelectorAll('[data-passkey]')) {
  const [button, said] = [box.querySelector('[data-go]'), box.querySelector('[data-said]')];
  const say = (words) => { said.textContent = words; said.hidden = !words; };
  if (!window.PublicKeyCredential) {
    say(box.dataset.unable);
    continue;
  }
  for (const hidden of box.querySelectorAll('[data-shown]')) hidden.hidden = false;
  button.addEventListener('click', async () => {
    say('');
    button.disabled = true;
    try {
      await run(box);
    } catch (error) {
      say(why(error, box.dataset));
    } finally {
      button.disabled = false;
    }
  });
}
