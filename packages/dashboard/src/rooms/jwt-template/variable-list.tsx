import { Icon } from '../../components/icon.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { SkeletonLine } from '../../components/skeleton-line.tsx'
import styles from './jwt-template.module.css'
import { useJwtTemplateVariables } from './jwt-template-api.ts'

const roots = [
  { root: 'user', title: 'User' },
  { root: 'organization', title: 'Organization' },
  { root: 'organization_membership', title: 'Organization membership' },
]

/** What a template can name. Choosing one writes it where the cursor is. */
export function VariableList({ onChoose }: { onChoose: (path: string) => void }) {
  const variables = useJwtTemplateVariables()
  return (
    <aside className={styles.variables} aria-label='Variables'>
      <h2 className={styles.label}>Variables</h2>
      <p className={styles.hint}>
        Press one to write it at the cursor. Objects and lists stand outside of quotes.
      </p>
      <Loaded
        query={variables}
        what='the variables'
        skeleton={<SkeletonLine width='100%' height='240px' />}
      >
        {({ data }) => (
          <div className={styles.groups}>
            {roots.map(({ root, title }) => (
              <div key={root}>
                <h3 className={styles.groupTitle}>{title}</h3>
                <ul className={styles.paths}>
                  {data
                    .filter(({ path }) => path.startsWith(`${root}.`))
                    .map(({ path, is_object }) => (
                      <li key={path}>
                        <button
                          type='button'
                          className={styles.path}
                          aria-label={`Insert ${path}`}
                          onClick={() => onChoose(path)}
                        >
                          <code>{path.slice(root.length + 1)}</code>
                          {is_object ? (
                            <span className={styles.kind} title='An object or a list'>
                              <Icon name='braces' size={14} />
                            </span>
                          ) : null}
                        </button>
                      </li>
                    ))}
                </ul>
              </div>
            ))}
          </div>
        )}
      </Loaded>
    </aside>
  )
}
