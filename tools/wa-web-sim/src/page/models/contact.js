define('sim/ContactCollection', (require) => {
  const Collection = require('sim/Collection');
  const Model = require('sim/Model');

  class ContactModel extends Model {
    get formattedName() {
      return this.name ?? this.pushname ?? `+${this.id.user}`;
    }
  }

  class ContactCollection extends Collection {
    constructor() {
      super(ContactModel);
    }

    async find(id) {
      const wid = require('WAWebWidFactory').createWid(id);
      return (
        this.get(wid) ??
        this.add(new ContactModel({ id: wid, type: 'in', isBusiness: false }), { silent: true })
      );
    }

    /** Keeps the name that a writer gives himself. */
    learn(wid, pushname) {
      const contact =
        this.get(wid) ??
        this.add(new ContactModel({ id: wid, type: 'in', isBusiness: false }), { silent: true });
      contact.set({ pushname });
    }
  }
  return ContactCollection;
});
