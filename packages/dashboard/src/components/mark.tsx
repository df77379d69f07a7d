/** The latch and its keyhole: the same shape as `public/mark.svg`. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox='0 0 32 32' aria-hidden='true' focusable='false'>
      <path
        fill='currentColor'
        fillRule='evenodd'
        d='M10 2h12a8 8 0 0 1 8 8v12a8 8 0 0 1-8 8H10a8 8 0 0 1-8-8V10a8 8 0 0 1 8-8Zm6 5.5a5 5 0 0 1 2.6 9.27l1.6 7.73h-8.4l1.6-7.73A5 5 0 0 1 16 7.5Z'
      />
    </svg>
  )
}
