/** A mail before it has an address: both parts say the same. */
export type MailContent = { subject: string; html: string; text: string }

/** One header line: names come from settings and may hold line breaks. */
export function subjectLine(words: string): string {
  return words.replace(/[\s\p{Cc}]+/gu, ' ').trim()
}

/** The plain part, in paragraphs. */
export function textPart(paragraphs: string[]): string {
  return `${paragraphs.join('\n\n')}\n`
}

/** How long something lasts, in the words a person would use. */
export function duration(minutes: number): string {
  if (minutes % 60 === 0) return minutes === 60 ? 'one hour' : `${minutes / 60} hours`
  return minutes === 1 ? 'one minute' : `${minutes} minutes`
}

/** The address of an act. It is made from settings: one that no mail program opens is our mistake. */
export function webUrl(url: string): string {
  const { protocol } = new URL(url)
  if (protocol === 'https:' || protocol === 'http:') return url
  throw new TypeError('The link of a mail must be an http or https URL')
}
