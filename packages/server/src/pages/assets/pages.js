/**
 * Improvements on pages that are complete without them. Nothing here decides anything: the server
 * checks every form as if this file did not exist.
 */

/** A second press must not send the form twice; a request that got lost must not lock it for good. */
const unlockAfterMilliseconds = 10_000

function preventDoubleSubmits() {
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (form.dataset.sent) return event.preventDefault()
    const button = event.submitter ?? form.querySelector('button[type=submit]')
    form.dataset.sent = 'true'
    button?.setAttribute('aria-busy', 'true')
    setTimeout(() => unlock(form), unlockAfterMilliseconds)
  })
  // Coming back by the browser's history may show the page as it was left: locked.
  addEventListener('pageshow', () => {
    for (const form of document.forms) unlock(form)
  })
}

function unlock(form) {
  delete form.dataset.sent
  for (const button of form.querySelectorAll('[aria-busy]')) button.removeAttribute('aria-busy')
}

function revealPasswords() {
  for (const button of document.querySelectorAll('.ak-password-toggle')) {
    const input = document.getElementById(button.getAttribute('aria-controls'))
    const show = (isShown) => {
      input.type = isShown ? 'text' : 'password'
      button.firstElementChild.textContent = isShown
        ? button.dataset.hideLabel
        : button.dataset.showLabel
    }
    button.addEventListener('click', () => show(input.type === 'password'))
    // A browser keeps what was typed into text fields, and offers it again. Never a password.
    input.form.addEventListener('submit', () => show(false))
    button.hidden = false
  }
}

function rateNewPasswords() {
  for (const meter of document.querySelectorAll('.ak-strength')) {
    const field = meter.closest('.ak-field')
    const input = field.querySelector('input')
    const email = input.form.querySelector('[autocomplete=username]')?.value ?? ''
    const text = meter.querySelector('.ak-strength-text')
    const rate = () => {
      const verdict = ratePassword(input.value, email, {
        minimumLength: Number(meter.dataset.minimumLength),
        minimumStrength: Number(meter.dataset.minimumStrength),
      })
      meter.dataset.level = String(verdict.level)
      const words = verdict.words ? meter.dataset[verdict.words] : ''
      // Said again only when it changed, or a screen reader would repeat it at every key.
      if (text.textContent !== words) text.textContent = words
    }
    input.addEventListener('input', rate)
    meter.hidden = false
    rate()
  }
}

/** What people choose first, and attackers therefore try first: worth one character each. */
const commonParts =
  /password|passwort|qwertz?y?|azerty|letmein|welcome|iloveyou|monkey|dragon|admin|login|secret/g

/** Bits below which a password gets the level; roughly the steps of zxcvbn's scores. */
const bitsOfLevel = [0, 28, 38, 48]

/**
 * A cheap guess at how hard a password is to guess, meant to err on the low side. The server
 * measures with zxcvbn and a list of leaked passwords, neither of which fits into a sign-in page.
 */
function ratePassword(password, email, { minimumLength, minimumStrength }) {
  if (password === '') return { level: 0 }
  if ([...password].length < minimumLength) return { level: 1, words: 'tooShort' }
  const bits = estimateBits(password, email)
  const level = bitsOfLevel.filter((least) => bits >= least).length
  if (level < Math.max(2, minimumStrength)) return { level: 1, words: 'weak' }
  return level === 4 ? { level, words: 'strong' } : { level, words: 'fair' }
}

function estimateBits(password, email) {
  const ownParts = email.toLowerCase().split(/[^a-z0-9]+/)
  let rest = password.toLowerCase().replace(commonParts, '\u0001')
  for (const part of ownParts) if (part.length > 2) rest = rest.replaceAll(part, '\u0001')
  const characters = [...rest]
  const surprising = characters.filter((character, at) => {
    const step = character.codePointAt(0) - (characters[at - 1]?.codePointAt(0) ?? Number.NaN)
    // A repeated character, or the next one of the alphabet or the number row, adds nothing.
    return !(Math.abs(step) <= 1)
  })
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(password))
  const distinct = new Set(surprising).size
  // Few different characters repeat themselves; half of the length stands for words and habits.
  return Math.min(surprising.length, distinct * 1.5) * (2 + 0.5 * kinds.length)
}

function completeCodes() {
  for (const input of document.querySelectorAll('.ak-code-input')) {
    const boxes = input.closest('.ak-code')
    const tidy = () => {
      const digits = input.value.replace(/\D/g, '').slice(0, 6)
      if (input.value !== digits) input.value = digits
      boxes.dataset.digits = String(digits.length)
      return digits
    }
    input.addEventListener('input', () => {
      const isComplete = tidy().length === 6
      if (isComplete && 'submitWhenComplete' in input.form.dataset) input.form.requestSubmit()
    })
    tidy()
  }
}

function copyValues() {
  // Clipboards are open to secure contexts only.
  if (!navigator.clipboard) return
  for (const button of document.querySelectorAll('[data-copy]')) {
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent)
      button.firstElementChild.textContent = button.dataset.copied
    })
    button.hidden = false
  }
}

preventDoubleSubmits()
revealPasswords()
rateNewPasswords()
completeCodes()
copyValues()
