import { Section } from '../../components/section.tsx'
import { SkeletonLine } from '../../components/skeleton-line.tsx'

const titles = [
  'Redirect URIs',
  'Sign-in endpoint',
  'Sign-out redirects',
  'App homepage URL',
  'CORS origins',
]

export function RedirectsSkeleton() {
  return (
    <div>
      {titles.map((title) => (
        <Section key={title} title={title} description={<SkeletonLine width='420px' />}>
          <SkeletonLine width='100%' height='32px' />
        </Section>
      ))}
    </div>
  )
}
