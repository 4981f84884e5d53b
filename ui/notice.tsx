import type { ReactNode } from 'react'

export type NoticeTone = 'plain' | 'good' | 'attention' | 'trouble'

/** A boxed message. What appears after the reader has acted says `spoken`, so that a screen reader reads it out at once. */
export function Notice(props: {
  readonly tone: NoticeTone
  readonly title: string
  readonly spoken?: boolean
  readonly children?: ReactNode
}) {
  return (
    <div className={`notice notice-${props.tone}`} role={props.spoken ? 'alert' : undefined}>
      <p className="notice-title">{props.title}</p>
      {props.children}
    </div>
  )
}
