import { expect, test } from 'vitest'
import { flagSlugOf } from './flag-slug.ts'

test.each([
  ['New editor', 'new-editor'],
  ['Editor 2.0: preview', 'editor-2-0-preview'],
  ['_internal', 'internal'],
  ['*', ''],
])('the name "%s" suggests the slug "%s"', (name, slug) => {
  expect(flagSlugOf(name)).toBe(slug)
})
