import { writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { diskFailure } from './disk-failure.ts'

const failure = (code: string, syscall: string) =>
  Object.assign(new Error(code), { code, syscall, path: '/app/.env' })

describe('what the disk refuses is told in words', () => {
  test.each([
    [failure('EACCES', 'mkdir'), '/app/.env cannot be written: this user may not.'],
    [failure('EROFS', 'rename'), '/app/.env cannot be written: its file system is read-only.'],
    [failure('ENOSPC', 'write'), '/app/.env cannot be written: the disk is full.'],
    [failure('EACCES', 'scandir'), '/app/.env cannot be opened: this user may not.'],
  ])('%s', (error, message) => {
    expect(diskFailure(error)).toMatchObject({ message, recovery: expect.any(String) })
  })

  test('as the system says it', () => {
    expect.assertions(1)
    try {
      writeFileSync('/dev/null/file', '')
    } catch (error) {
      expect(diskFailure(error)?.message).toContain('a part of its path is a file')
    }
  })

  test('and nothing else is taken for it', () => {
    expect(diskFailure(new Error('EACCES'))).toBeUndefined()
    expect(diskFailure(failure('ECONNREFUSED', 'connect'))).toBeUndefined()
  })
})
