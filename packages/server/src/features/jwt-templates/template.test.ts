import { describe, expect, test } from 'vitest'
import { parseTemplate } from './template.ts'

const context = {
  user: {
    email: 'ada@example.com',
    first_name: ' Ada ',
    last_name: null,
    email_verified: true,
    metadata: { plan: 'team', 'cost-center': '42' },
    identities: { google: '1' },
  },
  organization: null,
  organization_membership: { role: 'admin', roles: ['admin', 'member'], custom_attributes: {} },
}
const render = (template: string) => parseTemplate(template).render(context)

describe('a JWT template', () => {
  test.each([
    ['a value outside of strings', '{"a": {{ user.email }}}', { a: 'ada@example.com' }],
    ['values that are no strings', '{"a": {{ user.email_verified }}}', { a: true }],
    ['an object', '{"a": {{ user.metadata }}}', { a: { plan: 'team', 'cost-center': '42' } }],
    ['a list', '{"a": {{ organization_membership.roles }}}', { a: ['admin', 'member'] }],
    ['keys of the application', '{"a": {{ user.metadata.cost-center }}}', { a: '42' }],
    ['text in a string', '{"a": "<{{user.email}}>"}', { a: '<ada@example.com>' }],
    [
      'several values in a string',
      '{"a": "{{user.email}} {{user.email_verified}}"}',
      { a: 'ada@example.com true' },
    ],
    [
      'the first value that is there',
      '{"a": {{ user.last_name || user.email }}}',
      { a: 'ada@example.com' },
    ],
    ['a literal as the last resort', `{"a": {{ user.last_name || 'none' }}}`, { a: 'none' }],
    [
      'a literal with braces and bars',
      `{"a": "{{ user.last_name || '}} || {{' }}"}`,
      { a: '}} || {{' },
    ],
    [
      'strings without spaces around them',
      '{"a": {{ user.first_name }}, "b": " b "}',
      { a: 'Ada', b: 'b' },
    ],
    ['nothing for null in a string', '{"a": "x{{ user.last_name }}"}', { a: 'x' }],
    ['no claim for null', '{"a": {{ user.last_name }}, "b": 1}', { b: 1 }],
    ['null below a claim', '{"a": {"b": {{ user.last_name }}}}', { a: { b: null } }],
    ['null without an organization', '{"a": {{ organization.name }}, "b": 1}', { b: 1 }],
    ['values in lists', '{"a": [{{ user.email }}, 2]}', { a: ['ada@example.com', 2] }],
    [
      'escapes of JSON',
      String.raw`{"a": "\"{{ user.email }}\" \\ "}`,
      { a: '"ada@example.com" \\' },
    ],
    ['a claim in place of a standard one', '{"role": "owner"}', { role: 'owner' }],
  ])('gives %s', (_, template, claims) => {
    expect(render(template)).toEqual(claims)
  })

  test('never takes a value for a part of the JSON', () => {
    const nasty = { user: { email: '","iss":"me', metadata: { a: '{{ user.id }}' } } }
    const template = parseTemplate('{"a": "{{ user.email }}", "b": {{ user.metadata.a }}}')
    expect(template.render(nasty)).toEqual({ a: '","iss":"me', b: '{{ user.id }}' })
  })

  test('does not reach what objects inherit', () => {
    expect(render('{"a": {{ user.metadata.constructor }}, "b": 1}')).toEqual({ b: 1 })
  })

  test.each([
    [
      '[ {{ user.email }} ]',
      'Template must render to an object with at least one explicitly defined top-level key',
    ],
    [
      '{{ user.metadata }}',
      'Template must render to an object with at least one explicitly defined top-level key',
    ],
    ['{}', 'Template must render to an object with at least one explicitly defined top-level key'],
    ['{"iss": {{ user.email }}}', 'Keys reserved (iss)'],
    ['{"exp": 1, "sub": 2}', 'Keys reserved (exp, sub)'],
    [
      '{"a": "{{ user.metadata }}"}',
      'String encapsulated expression cannot contain object reference',
    ],
    ['{"a": "{{ user }}"}', 'String encapsulated expression cannot contain object reference'],
    ['{"a": {{ user.email && user }}}', 'Invalid expression segment: "user.email && user"'],
    ['{"a": {{ user.email || || user.id }}}', 'Invalid expression segment'],
    ['{"a": {{ user.email || }}}', 'Invalid expression segment'],
    ['{"a": {{ || user.email }}}', 'Invalid expression segment'],
    ['{"a": {{ user.id', "Template parse error: missing '}}'"],
    ['{"a": {{}}}', 'Expression cannot be empty'],
    ['{"a": {{ unknown.variable }}}', 'Invalid path: "unknown.variable"'],
    ['{"a": {{ user.password }}}', 'Invalid path: "user.password"'],
    ['{"a": {{ user.last_sign_in_at }}}', 'Invalid path: "user.last_sign_in_at"'],
    ['{"a": {{ constructor.name }}}', 'Invalid path: "constructor.name"'],
    ['{"{{ user.id }}": 1}', 'Expressions cannot be keys'],
    ['{"a": ', 'Template must be JSON around its expressions'],
    ['{"a": "\uE0000\uE001"}', 'private use area'],
  ])('is refused: %s', (template, message) => {
    expect(() => parseTemplate(template)).toThrow(message)
  })
})
