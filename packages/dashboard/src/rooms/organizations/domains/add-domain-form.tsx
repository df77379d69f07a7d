import { Button } from '@radix-ui/themes'
import { problemAtOnly } from '../../../api/failure.ts'
import { FailureNotice } from '../../../components/failure-notice.tsx'
import { TextInput } from '../../../components/field.tsx'
import { useFocusOnProblem } from '../../../components/use-focus-on-problem.ts'
import styles from './domains.module.css'
import { useAddDomain } from './domains-api.ts'

export function AddDomainForm({ organizationId }: { organizationId: string }) {
  const add = useAddDomain(organizationId)
  const form = useFocusOnProblem(add.error)
  const problem = problemAtOnly(add.error, 'domain')

  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const element = event.currentTarget
    const domain = String(new FormData(element).get('domain')).trim()
    if (!add.isPending) add.mutate(domain, { onSuccess: () => element.reset() })
  }

  return (
    <form ref={form} className={styles.form} noValidate onSubmit={submit}>
      {add.error && !problem ? (
        <FailureNotice title='The domain was not added' failure={add.error} />
      ) : null}
      <div className={styles.line}>
        <TextInput
          label='New domain'
          hideLabel
          name='domain'
          inputMode='url'
          autoComplete='off'
          autoCapitalize='none'
          spellCheck={false}
          placeholder='acme.com'
          problem={problem}
        />
        <Button type='submit' variant='soft' loading={add.isPending}>
          Add domain
        </Button>
      </div>
    </form>
  )
}
