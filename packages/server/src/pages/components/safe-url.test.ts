import { expect, it } from 'vitest'
import { redirectAddress, webAddress } from './safe-url.ts'

it.each([
  'https://tidewater.example/home?a=1&b=2#top',
  'http://localhost:3000/',
  '/sign-in?client_id=client_1',
])('links to %s', (url) => {
  expect(webAddress(url)).toBe(url)
})

it.each([
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  'sign-in',
  '',
  'https://',
  'myapp://callback',
  'javascript:alert(1)',
])('links not to %j', (url) => {
  expect(webAddress(url)).toBeUndefined()
})

it.each([
  'http://localhost:3000/callback?code=01J&state=a%20b',
  'https://tidewater.example/callback',
  'myapp://callback?code=01J',
  'com.tidewater.app:/callback?code=01J',
])('ends a sign-in at %s', (url) => {
  expect(redirectAddress(url)).toBe(url)
})

it.each([
  'javascript:alert(1)',
  '\u0001javascript:alert(1)',
  'java\tscript:alert(1)',
  'data:text/html,x',
  'blob:https://tidewater.example/1',
  'file:///etc/passwd',
  'view-source:https://tidewater.example/',
  '/callback',
  'nonsense',
])('ends no sign-in at %j', (url) => {
  expect(redirectAddress(url)).toBeUndefined()
})
