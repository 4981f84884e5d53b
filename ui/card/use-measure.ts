import { useEffect, useState } from 'react'
import type { Weight } from '../../core/card/layout.ts'

type Measure = (text: string, size: number) => number

/** As the faces of the card's type are numbered. */
export const weights: Readonly<Record<Weight, number>> = { regular: 400, semiBold: 600, bold: 700 }

/** Measured at one large size: letters scale with it. */
const measured = 100

function measureIn(weight: Weight): Measure {
  const context = document.createElement('canvas').getContext('2d')
  if (context) context.font = `${weights[weight]} ${measured}px 'Card Type'`
  return (text, size) => ((context?.measureText(text).width ?? text.length * measured) / measured) * size
}

const measures = (): Measures => ({
  regular: measureIn('regular'),
  semiBold: measureIn('semiBold'),
  bold: measureIn('bold'),
})

export type Measures = Readonly<Record<Weight, Measure>>

/** How wide a text is in the card's type; measured again once the type is there. */
export function useMeasures(): Measures {
  const [measure, setMeasure] = useState(measures)
  useEffect(() => {
    let here = true
    const faces = Object.values(weights).map((weight) => document.fonts.load(`${weight} 16px 'Card Type'`))
    void Promise.all(faces).then(() => {
      if (here) setMeasure(measures())
    })
    return () => {
      here = false
    }
  }, [])
  return measure
}
