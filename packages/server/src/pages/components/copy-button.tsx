/** Copies the text of another element; shown once its script runs, since it cannot work without. */
export function CopyButton({ of, what }: { of: string; what: string }) {
  return (
    <button
      className='ak-link ak-button-quiet ak-copy'
      type='button'
      hidden
      data-copy={of}
      data-copied='Copied'
    >
      <span>Copy</span>
      <span className='ak-visually-hidden'> {what}</span>
    </button>
  )
}
