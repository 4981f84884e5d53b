import { faceGeometry, type FaceGeometry } from './face-geometry.ts'
import type { FaceImage } from './face-image.ts'
import type { FaceLandmarks } from './face-landmarks.ts'
import { backgroundGradient, colourDistance, faceLight, fineDetail } from './face-light.ts'
import { alignFace } from './face-regions.ts'
import type { DetectedFace } from './find-faces.ts'

/** What ISO/IEC 29794-5 measures of a portrait, as far as it can be had without networks of its own; docs/face.md. */
export type FaceMeasure =
  | 'secondFace'
  | 'eyeDistance'
  | 'headSize'
  | 'marginLeft'
  | 'marginRight'
  | 'marginAbove'
  | 'marginBelow'
  | 'yaw'
  | 'pitch'
  | 'roll'
  | 'eyesOpen'
  | 'mouthOpen'
  | 'luminanceMean'
  | 'luminanceVariance'
  | 'underExposure'
  | 'overExposure'
  | 'dynamicRange'
  | 'lightUniformity'
  | 'backgroundGradient'
  | 'colourDistance'
  | 'fineDetail'

/** The values as they were measured, each in its own unit. */
export type FaceMeasures = Readonly<Record<FaceMeasure, number>>

export interface SeenFace {
  readonly image: FaceImage
  /** The largest first; that is the one measured. */
  readonly faces: readonly DetectedFace[]
  readonly landmarks: FaceLandmarks
}

export function measureFace({ image, faces, landmarks }: SeenFace): FaceMeasures {
  const geometry = faceGeometry(landmarks)
  const aligned = alignFace(image, geometry)
  const light = faceLight(aligned)
  return {
    secondFace: secondFace(faces),
    ...placeInPicture(image, geometry),
    ...geometry.pose,
    eyesOpen: geometry.lidOpening / geometry.eyesToChin,
    mouthOpen: geometry.lipOpening / geometry.eyesToChin,
    luminanceMean: light.mean,
    luminanceVariance: light.variance,
    underExposure: light.dark,
    overExposure: light.bright,
    dynamicRange: light.entropy,
    lightUniformity: light.cheeksAlike,
    backgroundGradient: backgroundGradient(aligned),
    colourDistance: colourDistance(aligned),
    fineDetail: fineDetail(aligned),
  }
}

function secondFace([first, second]: readonly DetectedFace[]): number {
  return first && second ? (second.width * second.height) / (first.width * first.height) : 0
}

function placeInPicture({ width, height }: FaceImage, geometry: FaceGeometry) {
  const { leftEye, rightEye, betweenEyes, eyeDistance, eyesToChin, pose } = geometry
  return {
    // A turned head shows its eyes nearer to each other than they are.
    eyeDistance: eyeDistance / Math.cos((pose.yaw * Math.PI) / 180),
    headSize: eyesToChin / height,
    marginLeft: leftEye.x / eyeDistance,
    marginRight: (width - rightEye.x) / eyeDistance,
    marginAbove: betweenEyes.y / eyesToChin,
    marginBelow: (height - betweenEyes.y) / eyesToChin,
  }
}
