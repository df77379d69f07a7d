import { Button } from '@radix-ui/themes'
import { useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { problemAtOnly } from '../../api/failure.ts'
import { FailureNotice } from '../../components/failure-notice.tsx'
import { useFieldNotes } from '../../components/field.tsx'
import { notify } from '../../components/notices.tsx'
import { useFocusOnProblem } from '../../components/use-focus-on-problem.ts'
import { insertExpression } from './insert-expression.ts'
import styles from './jwt-template.module.css'
import { useSaveJwtTemplate } from './jwt-template-api.ts'
import { TemplatePreview } from './template-preview.tsx'
import { VariableList } from './variable-list.tsx'

interface TemplateEditorProps {
  /** As the server has it, or null while it has none. */
  saved: string | null
  initial: string
}

export function TemplateEditor({ saved, initial }: TemplateEditorProps) {
  const save = useSaveJwtTemplate()
  const [content, setContent] = useState(initial)
  const form = useFocusOnProblem(save.error)
  const editor = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  const problem = problemAtOnly(save.error, 'content')
  const { describedBy, notes } = useFieldNotes(
    'JSON with at least one key. A claim without a value is left out of the token.',
    problem,
  )

  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    if (content === saved || save.isPending) return
    save.mutate(content, {
      onSuccess: () => notify('JWT template saved. The next tokens follow it.'),
    })
  }
  const insert = (path: string) => {
    const textarea = editor.current
    if (!textarea) return
    const { selectionStart: start, selectionEnd: end } = textarea
    const inserted = insertExpression(content, { start, end }, path)
    // The cursor can stand behind the expression only once it is there.
    flushSync(() => setContent(inserted.template))
    textarea.focus()
    textarea.setSelectionRange(inserted.cursor, inserted.cursor)
  }

  return (
    <div className={styles.page}>
      <form ref={form} className={styles.form} noValidate onSubmit={submit}>
        {save.error && !problem ? (
          <FailureNotice title='The JWT template was not saved' failure={save.error} />
        ) : null}
        <label htmlFor={id} className={styles.label}>
          Template
        </label>
        <textarea
          ref={editor}
          id={id}
          name='content'
          className={styles.editor}
          rows={Math.min(24, Math.max(10, content.split('\n').length + 1))}
          maxLength={16_384}
          wrap='off'
          spellCheck={false}
          autoCapitalize='none'
          autoComplete='off'
          value={content}
          aria-invalid={problem ? true : undefined}
          aria-describedby={describedBy}
          onChange={(event) => setContent(event.target.value)}
        />
        {notes}
        <div className={styles.buttons}>
          <Button type='submit' disabled={content === saved} loading={save.isPending}>
            Save template
          </Button>
          {saved !== null && content !== saved ? (
            <Button type='button' variant='soft' color='gray' onClick={() => setContent(saved)}>
              Undo changes
            </Button>
          ) : null}
        </div>
      </form>
      <VariableList onChoose={insert} />
      <TemplatePreview content={content} />
    </div>
  )
}
