import { Section } from '../../components/section.tsx'
import { SkeletonLine } from '../../components/skeleton-line.tsx'
import styles from './overview.module.css'

export function OverviewSkeleton() {
  return (
    <>
      <div className={styles.setUp}>
        <div className={styles.setUpHeader}>
          <SkeletonLine width='140px' height='20px' />
        </div>
        <div className={styles.steps}>
          {['46%', '38%', '42%', '34%'].map((width) => (
            <div key={width} className={styles.step}>
              <span className={styles.bullet} />
              <SkeletonLine width={width} height='20px' />
            </div>
          ))}
        </div>
      </div>
      <Section title='Quick start' description={<SkeletonLine width='420px' />}>
        <SkeletonLine width='100%' height='76px' />
        <SkeletonLine width='100%' height='240px' />
      </Section>
    </>
  )
}
