import { useEffect, useRef, type RefObject } from 'react'

/** The field that a screen begins with: it has the focus as soon as it is there. */
export function useFirstFocus<Element extends HTMLElement = HTMLInputElement>(): RefObject<Element | null> {
  const field = useRef<Element>(null)
  useEffect(() => field.current?.focus(), [])
  return field
}
