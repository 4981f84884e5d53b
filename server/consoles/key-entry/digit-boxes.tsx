import { useId, type CSSProperties } from 'react'

interface DigitBoxesProps {
  readonly label: string
  readonly hideLabel?: boolean
  readonly digits: string
  readonly boxes: number
  /** Boxes behind which a wider gap stands: day, month. */
  readonly gaps?: readonly number[]
  readonly unknown?: string | null
  readonly invalid: boolean
  readonly describedBy?: string | undefined
  readonly onDigits: (digits: string) => void
}

/**
 * One box for each digit, as on paper; to hands, ears and the clipboard it is a single field. Whatever is no digit is left out, so a
 * date may be pasted with its slashes.
 */
export function DigitBoxes(props: DigitBoxesProps) {
  const { label, hideLabel, digits, boxes, gaps = [], unknown = null, invalid, describedBy, onDigits } = props
  const id = useId()
  const marks = Array.from({ length: boxes }, (_, i) => i + 1)
  return (
    <div className="digit-boxes" style={{ '--boxes': boxes } as CSSProperties}>
      <label htmlFor={id} className={hideLabel ? 'for-ears' : 'part-label'}>
        {label}
      </label>
      <div className="boxes" data-invalid={invalid}>
        <span className="box-row" aria-hidden="true">
          {marks.map((mark) => (
            <span key={mark} className={gaps.includes(mark) ? 'box box-gap' : 'box'} />
          ))}
        </span>
        <input
          id={id}
          data-stop
          className={unknown === null ? 'box-input' : 'box-input box-unknown'}
          inputMode="numeric"
          autoComplete="off"
          value={unknown ?? digits}
          readOnly={unknown !== null}
          aria-invalid={invalid}
          aria-describedby={describedBy}
          onChange={({ currentTarget }) =>
            onDigits(currentTarget.value.replaceAll(/\D/g, '').slice(0, boxes))
          }
        />
      </div>
    </div>
  )
}
