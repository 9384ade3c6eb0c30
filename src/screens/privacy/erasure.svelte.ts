/** Where an erasure stands. It outlives the screen, which is drawn anew once the store was opened afresh. */
class Erasure {
  phase = $state<'rest' | 'waiting' | 'erasing' | 'erased'>('rest');
}

export const erasure = new Erasure();
