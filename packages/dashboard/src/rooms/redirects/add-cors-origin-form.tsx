import { Button } from '@radix-ui/themes'
import { problemAtOnly } from '../../api/failure.ts'
import { FailureNotice } from '../../components/failure-notice.tsx'
import { TextInput } from '../../components/field.tsx'
import { useFocusOnProblem } from '../../components/use-focus-on-problem.ts'
import styles from './redirects.module.css'
import { useAddCorsOrigin } from './redirects-api.ts'

export function AddCorsOriginForm() {
  const add = useAddCorsOrigin()
  const form = useFocusOnProblem(add.error)
  const problem = problemAtOnly(add.error, 'origin')

  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const element = event.currentTarget
    const origin = String(new FormData(element).get('origin')).trim()
    if (!add.isPending) add.mutate(origin, { onSuccess: () => element.reset() })
  }

  return (
    <form ref={form} className={styles.form} noValidate onSubmit={submit}>
      {add.error && !problem ? (
        <FailureNotice title='The CORS origin was not added' failure={add.error} />
      ) : null}
      <div className={styles.line}>
        <TextInput
          label='New CORS origin'
          hideLabel
          name='origin'
          type='url'
          inputMode='url'
          autoComplete='off'
          spellCheck={false}
          placeholder='http://localhost:5173'
          problem={problem}
        />
        <Button type='submit' variant='soft' loading={add.isPending}>
          Add CORS origin
        </Button>
      </div>
    </form>
  )
}
