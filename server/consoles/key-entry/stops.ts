import { useEffect, useEffectEvent, type RefObject } from 'react'

/** The places where Enter stops in a form, in the order of the paper. */
const stopsOf = (form: HTMLElement) => [...form.querySelectorAll<HTMLElement>('[data-stop]')]

/** Moves to the next place, or the one before; from the last one to the button that sends. */
export function moveStop(form: HTMLElement, by: 1 | -1): void {
  const stops = stopsOf(form)
  const current = document.activeElement
  const at = stops.findIndex((stop) => stop === current)
  const place = at === -1 ? fieldStop(stops, current) : at
  const next = stops[place + by] ?? form.querySelector<HTMLElement>(by === 1 ? '[data-send]' : '[data-stop]')
  next?.focus()
  if (next instanceof HTMLInputElement && next.type === 'text') next.select()
}

/** A box that is no stop itself, as the second of several choices, counts as its group's. */
function fieldStop(stops: readonly HTMLElement[], current: Element | null): number {
  const field = current?.closest('[data-field]')
  return stops.findLastIndex((stop) => field?.contains(stop))
}

export function focusField(form: HTMLElement, id: string): void {
  const field = form.querySelector<HTMLElement>(`[data-field="${CSS.escape(id)}"]`)
  field?.querySelector<HTMLElement>('[data-stop]')?.focus()
}

/** Enter goes on and Shift+Enter back, except on a button, and where Ctrl or Alt say something else. */
export function useEnterMoves(form: RefObject<HTMLElement | null>): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const { key, ctrlKey, altKey, shiftKey, isComposing, target } = event
    if (key !== 'Enter' || ctrlKey || altKey || isComposing || target instanceof HTMLButtonElement) return
    event.preventDefault()
    if (form.current) moveStop(form.current, shiftKey ? -1 : 1)
  })
  useEffect(() => {
    const element = form.current
    const listen = (event: KeyboardEvent) => onKeyDown(event)
    element?.addEventListener('keydown', listen)
    return () => element?.removeEventListener('keydown', listen)
  }, [form])
}

/** Tells which field has the focus, whenever it is another one. */
export function useFocusedField(form: RefObject<HTMLElement | null>, onField: (id: string) => void): void {
  const onFocus = useEffectEvent(({ target }: FocusEvent) => {
    const field = target instanceof Element ? target.closest<HTMLElement>('[data-field]') : null
    if (field?.dataset['field'] !== undefined) onField(field.dataset['field'])
  })
  useEffect(() => {
    const element = form.current
    const listen = (event: FocusEvent) => onFocus(event)
    element?.addEventListener('focusin', listen)
    return () => element?.removeEventListener('focusin', listen)
  }, [form])
}
