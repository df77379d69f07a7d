import { describe, expect, test } from 'vitest'
import { ApiError } from '../../errors/errors.ts'
import type { PasswordPolicy } from '../environments/environment.ts'
import { checkPassword, isTooLong } from './password-policy.ts'
import { passwordWords } from './password-words.ts'

const policy: PasswordPolicy = { minimumLength: 10, minimumStrength: 3, rejectBreached: true }
const ada = {
  email: 'ada.lovelace@analytical-engines.example',
  firstName: 'Ada',
  lastName: 'Lovelace',
}

async function refusalsOf(password: string, of = policy, about = ada): Promise<string[]> {
  try {
    await checkPassword(of, password, about)
    return []
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    expect(error).toMatchObject({ status: 400, code: 'password_strength_error' })
    expect(error.details.errors?.every(({ field }) => field === 'password')).toBe(true)
    return error.details.errors?.map(({ code }) => code) ?? []
  }
}

describe('a new password', () => {
  test.each([
    'correct horse battery staple',
    'Xq7#mV2$pL9!',
    'vier zebras tanzen im regen',
    'пароль из нескольких слов',
    '猫が窓辺で静かに眠っている',
    '🐘🦊🐙🦉🐝🦀🐳🦩🐢🦔',
    `  ${'leading and trailing blanks'}  `,
  ])('may be %j', async (password) => {
    expect(await refusalsOf(password)).toEqual([])
  })

  test('has ten characters or more', async () => {
    expect(await refusalsOf('Xq7#mV2$p')).toContain('password_too_short')
    expect(await refusalsOf('Xq7#mV2$pL')).not.toContain('password_too_short')
  })

  test('is counted in characters, not in the places that they take', async () => {
    expect(await refusalsOf('🐘🦊🐙🦉🐝')).toContain('password_too_short')
  })

  test.each([
    'password123',
    'PASSWORD123',
    'qwertyuiop',
    'iloveyou123',
    '1234567890',
    'football12',
  ])('is not one that everybody knows: %s', async (password) => {
    expect(await refusalsOf(password)).toEqual(expect.arrayContaining(['password_too_weak']))
  })

  test.each(['1234567890', 'qwertyuiop', 'Qwertyuiop', 'basketball'])(
    'was not in a breach: %s',
    async (password) => {
      expect(await refusalsOf(password)).toContain('password_pwned')
    },
  )

  test.each(['aaaaaaaaaaaa', 'abcabcabcabc', 'asdfghjklqwe'])(
    'is no pattern: %s',
    async (password) => {
      expect(await refusalsOf(password)).toContain('password_too_weak')
    },
  )

  test.each(['ada.lovelace', 'lovelace1815', 'analytical'])(
    'does not repeat what is known of the person: %s',
    async (password) => {
      expect(await refusalsOf(password)).toContain('password_too_weak')
    },
  )

  test('is told every reason at once', async () => {
    expect(await refusalsOf('password')).toEqual([
      'password_too_short',
      'password_pwned',
      'password_too_weak',
    ])
  })

  test('has 1,000 characters or fewer, also of those that take two places', async () => {
    const phrase = 'xq7mv2 pl9zk4 wn6rt3 '
    expect(await refusalsOf(phrase.repeat(47))).toEqual([])
    expect(await refusalsOf(phrase.repeat(48))).toEqual(['password_too_long'])
    expect(isTooLong('🐘'.repeat(1_000))).toBe(false)
    expect(isTooLong('🐘'.repeat(1_001))).toBe(true)
    expect(isTooLong('x'.repeat(10_000_000))).toBe(true)
  })

  test('follows the policy of its environment', async () => {
    const lenient = { minimumLength: 8, minimumStrength: 0, rejectBreached: false }
    expect(await refusalsOf('password', lenient)).toEqual([])
    expect(await refusalsOf('passwor', lenient)).toEqual(['password_too_short'])
    const strict = { minimumLength: 30, minimumStrength: 4, rejectBreached: true }
    expect(await refusalsOf('correct horse battery staple', strict)).toEqual(['password_too_short'])
  })

  test.each([
    'a1'.repeat(500),
    '((((('.repeat(200),
    'xq7mv2 pl9zk4 wn6rt3 '.repeat(47),
    '4@8({[<36!1|0$5+7%2'.repeat(50),
  ])('is judged with little work, whatever it is: %#', async (password) => {
    await refusalsOf('the dictionaries are loaded')
    const before = process.cpuUsage()
    await refusalsOf(password)
    // Processor time, so that nothing else counts: about 0.05 s, and seconds when it runs away.
    expect(process.cpuUsage(before).user).toBeLessThan(600_000)
  })
})

describe('a weak password', () => {
  async function wordsFor(password: string): Promise<string[]> {
    const error = await checkPassword({ ...policy, rejectBreached: false }, password, ada).catch(
      (refusal) => refusal,
    )
    return error.details.errors.flatMap(
      ({ message, suggestions = [] }: { message: string; suggestions?: string[] }) => [
        message,
        ...suggestions,
      ],
    )
  }

  test.each([
    ['lovelace ada', 'Your name and your email address are easy to guess.'],
    ['qwertyuiop', 'This is one of the hundred most used passwords.'],
    ['abcabcabcabc', 'A pattern that repeats, like “abcabc”, is easy to guess.'],
    ['basketball', 'Add a word or two that nobody would expect.'],
  ])('is told in plain words why, and what helps: %s', async (password, words) => {
    expect(await wordsFor(password)).toContain(words)
  })

  test('has words for whatever the estimator finds', async () => {
    const english = await import('@zxcvbn-ts/language-en')
    const { warnings, suggestions } = english.translations
    expect(Object.keys(passwordWords.warnings)).toEqual(Object.keys(warnings))
    expect(Object.keys(passwordWords.suggestions)).toEqual(Object.keys(suggestions))
  })
})
