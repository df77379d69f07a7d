import type { ComponentProps } from 'react'

/**
 * Stands in for `@radix-ui/react-scroll-area`, which Radix Themes puts around menus and tables to
 * draw its own scroll bars. It hides the browser's with a <style> element, which the content
 * security policy refuses; the browser's own scroll bars need neither the element nor the script.
 */
type RootProps = ComponentProps<'div'> & {
  type?: string
  scrollHideDelay?: number
  asChild?: boolean
}

export function Root({ type, scrollHideDelay, asChild, ...props }: RootProps) {
  return <div {...props} />
}

export function Viewport(props: ComponentProps<'div'>) {
  return <div {...props} />
}

export function Scrollbar() {
  return null
}

export function Thumb() {
  return null
}

export function Corner() {
  return null
}
