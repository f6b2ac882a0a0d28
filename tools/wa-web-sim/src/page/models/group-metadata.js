define('sim/GroupMetadata', (require) => {
  const Collection = require('sim/Collection');
  const Model = require('sim/Model');

  const wid = (text) => require('WAWebWidFactory').createWid(text);
  const meWid = () => require('WAWebUserPrefsMeUser').getMaybeMePnUser();

  class People extends Collection {
    constructor() {
      super(Model);
    }

    replace(models) {
      for (const { id } of this.getModelsArray()) this.remove(id);
      for (const model of models) this.add(new Model(model), { silent: true });
    }

    serialize() {
      return this.getModelsArray().map((model) => model.serialize());
    }
  }

  /** What a page knows of a group; until the server tells more, that its owner is in it alone. */
  class GroupMetadata extends Model {
    constructor(id) {
      super({
        ...{ id, subject: `Group ${id.user}`, creation: 0, owner: meWid(), desc: '' },
        ...{ announce: false, restrict: false, isLidAddressingMode: false },
        participants: new People(),
        membershipApprovalRequests: new People(),
      });
      const me = meWid();
      if (me) this.participants.replace([{ id: me, isAdmin: true, isSuperAdmin: true }]);
    }

    take(view) {
      const address = ({ pn, lid }) => wid(view.lids ? lid : pn);
      const owner = view.members.find(({ owner: founded }) => founded);
      this.participants.replace(
        view.members.map((member) => ({
          id: address(member),
          isAdmin: member.admin,
          isSuperAdmin: member.owner,
        })),
      );
      this.membershipApprovalRequests.replace(view.requests.map(({ id, at }) => ({ id: wid(id), t: at })));
      this.set({
        ...{ subject: view.subject, desc: view.description, creation: view.createdAt },
        ...{ announce: view.announce, restrict: view.restrict, isLidAddressingMode: view.lids },
        memberAddMode: view.adminsAdd ? 'admin_add' : 'all_member_add',
        membershipApprovalMode: view.joinApproval,
        size: view.members.length,
        ...(owner && { owner: address(owner) }),
      });
    }

    me() {
      const lid = require('WAWebUserPrefsMeUser').getMaybeMeLidUser();
      return this.participants.get(meWid()) ?? this.participants.get(lid);
    }
  }
  return GroupMetadata;
});
