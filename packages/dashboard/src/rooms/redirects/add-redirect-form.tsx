import { Button } from '@radix-ui/themes'
import { problemAtOnly } from '../../api/failure.ts'
import { FailureNotice } from '../../components/failure-notice.tsx'
import { TextInput } from '../../components/field.tsx'
import { useFocusOnProblem } from '../../components/use-focus-on-problem.ts'
import styles from './redirects.module.css'
import { type RedirectList, useAddRedirect } from './redirects-api.ts'

interface AddRedirectFormProps {
  list: RedirectList
  noun: string
  placeholder: string
  /** Filled in already, where one value is right for most. */
  suggestion?: string
}

export function AddRedirectForm({ list, noun, placeholder, suggestion }: AddRedirectFormProps) {
  const add = useAddRedirect(list)
  const form = useFocusOnProblem(add.error)
  const problem = problemAtOnly(add.error, 'uri')

  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const element = event.currentTarget
    const uri = String(new FormData(element).get('uri')).trim()
    if (!add.isPending) add.mutate(uri, { onSuccess: () => element.reset() })
  }

  return (
    <form ref={form} className={styles.form} noValidate onSubmit={submit}>
      {add.error && !problem ? (
        <FailureNotice title={`The ${noun} was not added`} failure={add.error} />
      ) : null}
      <div className={styles.line}>
        <TextInput
          label={`New ${noun}`}
          hideLabel
          name='uri'
          type='url'
          inputMode='url'
          autoComplete='off'
          spellCheck={false}
          placeholder={placeholder}
          defaultValue={suggestion}
          problem={problem}
        />
        <Button type='submit' variant={suggestion ? 'solid' : 'soft'} loading={add.isPending}>
          Add {noun}
        </Button>
      </div>
    </form>
  )
}
