import { expect, test } from 'vitest'
import { slugOf } from './slug.ts'

test.each([
  ['Editor', 'editor'],
  ['Billing manager', 'billing-manager'],
  ['documents:write', 'documents:write'],
  [' Über & Söhne! ', 'uber-sohne'],
  ['日本', ''],
  ['x'.repeat(60), 'x'.repeat(48)],
  [`${'x'.repeat(47)} y`, 'x'.repeat(47)],
])('the name "%s" suggests the slug "%s"', (name, slug) => {
  expect(slugOf(name)).toBe(slug)
})
