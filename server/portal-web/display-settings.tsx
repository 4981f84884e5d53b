import { useEffect, useSyncExternalStore } from 'react'
import type { Texts } from './texts/texts.ts'

const sizes = ['usual', 'large', 'largest'] as const

/** Kept on the person's own device, and nothing else is; a browser that keeps nothing forgets it with the page. */
const place = 'hien-thi'
let forgotten = ''
const listeners = new Set<() => void>()

function readChoice(): string {
  try {
    return localStorage.getItem(place) ?? forgotten
  } catch {
    return forgotten
  }
}

function keepChoice(choice: string): void {
  forgotten = choice
  try {
    localStorage.setItem(place, choice)
  } catch {
    // It then holds for this visit.
  }
  for (const listener of listeners) listener()
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Larger letters and stronger colours, for eyes that want them; portal.css does the rest. */
export function DisplaySettings({ words }: { readonly words: Texts['display'] }) {
  const choice = useSyncExternalStore(listen, readChoice, () => '')
  const [chosen, contrast] = choice.split(' ')
  const size = sizes.find((known) => known === chosen) ?? 'usual'
  const strong = contrast === 'strong'
  useEffect(() => {
    const { dataset } = document.documentElement
    dataset['size'] = size
    dataset['contrast'] = strong ? 'strong' : 'usual'
  }, [size, strong])
  const next = sizes[(sizes.indexOf(size) + 1) % sizes.length] ?? 'usual'
  return (
    <fieldset className="display">
      <legend className="for-ears">{words.heading}</legend>
      <button type="button" onClick={() => keepChoice(`${next}${strong ? ' strong' : ''}`)}>
        {words.sizes[next]}
      </button>
      <button
        type="button"
        aria-pressed={strong}
        onClick={() => keepChoice(`${size}${strong ? '' : ' strong'}`)}
      >
        {words.strong}
      </button>
    </fieldset>
  )
}
