import { useEffect, useRef } from 'react'

/** After a refusal, puts the cursor into the first field that the server named. */
export function useFocusOnProblem(failure: unknown) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (failure) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [failure])
  return form
}
