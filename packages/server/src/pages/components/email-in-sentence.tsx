/**
 * An address in a sentence: whole on a line of its own rather than cut at a hyphen, as long as it
 * fits on one, and with the mark that follows it.
 */
export function EmailInSentence({ email, mark }: { email: string; mark: string }) {
  return (
    <span className='ak-email-in-sentence'>
      <bdi className='ak-email'>{email}</bdi>
      {mark}
    </span>
  )
}
