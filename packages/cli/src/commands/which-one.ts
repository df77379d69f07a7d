import type { OptionSpec } from '../command/command.ts'
import { usageError } from '../command/command-error.ts'

/** Users and organizations may have an id of the application's own, and be found by it. */
export const externalId = {
  type: 'string',
  value: 'ID',
  summary: 'Your own id, in place of ours',
} as const satisfies OptionSpec

export function whichOne({
  id,
  externalId,
}: {
  id: string | undefined
  externalId: string | undefined
}): { id: string } | { externalId: string } {
  if (id !== undefined && externalId === undefined) return { id }
  if (externalId !== undefined && id === undefined) return { externalId }
  throw usageError('Which one? Type either its ID or --external-id.')
}
