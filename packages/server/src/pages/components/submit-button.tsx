import type { ReactNode } from 'react'

/** The one act of the page. */
export function SubmitButton({ children }: { children: ReactNode }) {
  return (
    <button className='ak-button' type='submit'>
      {children}
    </button>
  )
}

/** An act beside the main one, looking like the links around it. */
export function QuietSubmitButton({ children }: { children: ReactNode }) {
  return (
    <button className='ak-link ak-button-quiet' type='submit'>
      {children}
    </button>
  )
}
