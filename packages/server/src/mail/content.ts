import type { Sealer } from '../crypto/sealer.ts'

/** A mail as it was written. */
export interface EmailContent {
  subject: string
  html: string
  text: string
  /** The code it carries, for the inbox and for tests. */
  code: string | null
  /** The link it carries, for the inbox and for tests. */
  url: string | null
}

export function sealContent(sealer: Sealer, content: EmailContent): string {
  return sealer.seal('email-content', JSON.stringify(content))
}

export function unsealContent(sealer: Sealer, sealed: string): EmailContent {
  return JSON.parse(sealer.unseal('email-content', sealed))
}

/** The subject for lists, which are not sealed: a code in it becomes as many dots. */
export function listedSubject({ subject, code }: EmailContent): string {
  return oneLine(code ? subject.replaceAll(code, '•'.repeat(code.length)) : subject)
}

/** Subjects hold names from settings, and names may hold anything. */
export const oneLine = (text: string) => text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
